package org.beibu.analyzer.report.render;

import org.beibu.analyzer.report.document.ReportLanguage;

/** The few words that pages add of their own; everything else comes with the document. */
public enum Words {
    ENGLISH {
        @Override
        public String contents() {
            return "Contents";
        }

        @Override
        public String noData() {
            return "no data";
        }

        @Override
        public String behind() {
            return "Figures behind this chart";
        }

        @Override
        public String behindAll() {
            return "Figures behind the charts";
        }

        @Override
        public String everyNth(int n) {
            return "One row of " + n + "; the HTML, XLSX and CSV files hold all rows.";
        }

        @Override
        public String note() {
            return "Note";
        }

        @Override
        public String warning() {
            return "Warning";
        }

        @Override
        public String page(int number, int all) {
            return "Page " + number + " of " + all;
        }

        @Override
        public String asOf(String time) {
            return "As of " + time;
        }

        @Override
        public String sheet() {
            return "Sheet";
        }

        @Override
        public String table() {
            return "Table";
        }
    },
    CHINESE {
        @Override
        public String contents() {
            return "目录";
        }

        @Override
        public String noData() {
            return "无数据";
        }

        @Override
        public String behind() {
            return "图中数据";
        }

        @Override
        public String behindAll() {
            return "各图数据";
        }

        @Override
        public String everyNth(int n) {
            return "每 " + n + " 行取一行；HTML、XLSX 与 CSV 文件含全部数据。";
        }

        @Override
        public String note() {
            return "说明";
        }

        @Override
        public String warning() {
            return "警告";
        }

        @Override
        public String page(int number, int all) {
            return "第 " + number + " 页，共 " + all + " 页";
        }

        @Override
        public String asOf(String time) {
            return "数据截至 " + time;
        }

        @Override
        public String sheet() {
            return "工作表";
        }

        @Override
        public String table() {
            return "表格";
        }
    };

    public static Words of(ReportLanguage language) {
        return switch (language) {
            case EN -> ENGLISH;
            case ZH -> CHINESE;
        };
    }

    public abstract String contents();

    public abstract String noData();

    public abstract String behind();

    public abstract String behindAll();

    public abstract String everyNth(int n);

    public abstract String note();

    public abstract String warning();

    public abstract String page(int number, int all);

    public abstract String asOf(String time);

    public abstract String sheet();

    public abstract String table();
}
