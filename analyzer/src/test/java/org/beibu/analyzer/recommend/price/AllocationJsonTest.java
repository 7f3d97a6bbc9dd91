package org.beibu.analyzer.recommend.price;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllocationJsonTest {

    private static AllocationProblem read(String text) throws IOException {
        return AllocationJson.read(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    @Test
    void aProblemIsReadInAnyOrderOfItsFields() throws IOException {
        AllocationProblem problem =
                read(
                        """
                        {"prefixes": [{"options": [{"load": 2, "cost": 1.5, "link": "B"},
                            {"link": "A", "cost": 3, "load": 1e0}], "current": "B", "id": "p"},
                          {"id": "q", "current": null, "options": [{"link": "A", "cost": 0, "load": 0}]}],
                         "links": [{"capacity": 10, "id": "B"}, {"id": "A", "capacity": 7.5}]}
                        """);

        assertEquals(2, problem.prefixes());
        assertEquals("A", problem.linkIds[0]);
        assertEquals(7.5, problem.capacity[0]);
        assertEquals(1.5, problem.cost[1]);
        assertEquals(1, problem.current[0]);
        assertEquals(AllocationProblem.NONE, problem.current[1]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    [] | line 1: an object is expected
                    {'links':[]} | prefixes are missing
                    {'links':[],'prefixes':[],'link':[]} | line 1: unknown field link
                    {'links':[{'id':'A'}],'prefixes':[]} | line 1: capacity is missing
                    {'links':[{'id':'A','capacity':-1}],'prefixes':[]} | line 1: link A: capacity is not a number from 0 to 1e100: -1.0
                    {'links':[{'id':'A','capacity':'x'}],'prefixes':[]} | line 1: capacity is not a number: x
                    {'links':[{'id':'A','capacity':1},{'id':'A','capacity':1}],'prefixes':[]} | line 1: link A is there twice
                    {'links':[],'prefixes':[{'id':'p','options':[]}]} | prefix p has no option
                    {'links':[],'prefixes':[{'id':'p','options':[{'link':'A','cost':1,'load':1}]}]} | prefix p: link is not known: A
                    {'links':[],'prefixes':[{'id':'p','options':[{'link':'A','load':1}]}]} | line 1: prefix p: cost is missing
                    {'links':[],'prefixes':[{'id':'p','options':[{'link':'A','cost':1,'load':-1}]}]} | line 1: prefix p: load is not a number from 0 to 1e100: -1.0
                    {'links':[],'prefixes':[{'id':'p','options':[{'link':'A','cost':1e101,'load':1}]}]} | line 1: prefix p: cost is not a number from -1e100 to 1e100: 1.0E101
                    {'links':[{'id':'A','capacity':1e400}],'prefixes':[]} | line 1: link A: capacity is not a number from 0 to 1e100: Infinity
                    {'links':[[[]]],'prefixes':[]} | line 1: an object is expected
                    {'links':[],'prefixes':[{'options':[]}]} | line 1: prefix null: id is missing
                    {'links':[],'prefixes':{}} | line 1: a list is expected
                    {'links':[],'prefixes':[]} 7 | line 1: something follows the problem
                    """)
    void whatIsNoProblemIsRefusedWithItsPlace(String text, String message) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> read(text.replace('\'', '"')));

        assertEquals(message, e.getMessage());
    }

    @Test
    void brokenJsonIsRefusedWithItsLine() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> read("{\"links\":\n[,"));

        assertTrue(String.valueOf(e.getMessage()).startsWith("not JSON: line 2: "));
    }

    @Test
    void whatOnlySomeReadersTakeIsRefused() {
        for (String text :
                List.of(
                        "{\"links\":[{\"id\":\"A\",\"capacity\":NaN}],\"prefixes\":[]}",
                        "{\"links\":[],\"links\":[],\"prefixes\":[]}",
                        "{\"links\":[{\"id\":\"A\",\"capacity\":" + "9".repeat(2_000) + "}]}",
                        "{\"links\":" + "[".repeat(100_000),
                        "")) {
            assertThrows(IllegalArgumentException.class, () -> read(text));
        }
    }

    @Test
    void anAllocationIsWrittenInOneLine() throws IOException {
        AllocationProblem problem =
                read(
                        """
                        {"links": [{"id": "A", "capacity": 1}],
                         "prefixes": [{"id": "p", "options": [{"link": "A", "cost": 4, "load": 3}]}]}
                        """);
        Allocation allocation = PriceAllocator.solve(problem, 0.01, () -> 0);

        String text = AllocationJson.write(allocation, 0.0123456789);

        assertEquals(
                "{\"schema\":\"beibu/allocation/v1\",\"feasible\":false,\"status\":\"INFEASIBLE\","
                        + "\"cost\":4.0,\"lower_bound\":"
                        + allocation.lowerBound()
                        + ",\"gap\":null,\"assignment\":{\"p\":\"A\"},\"prices\":{\"A\":"
                        + allocation.prices().get("A")
                        + "},\"overload\":{\"A\":2.0},\"seconds\":0.012346,\"ended_by\":\"budget\"}",
                text);
    }
}
