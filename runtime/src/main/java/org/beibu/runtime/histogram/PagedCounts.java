package org.beibu.runtime.histogram;

import java.util.Arrays;

/**
 * Counts by bucket, in pages of 32 that exist only where samples fell. One path's delays lie
 * together, so a histogram of a few hundred samples takes 1 to 8 KB, and an outlier (a
 * retransmitted SYN) one page of 272 octets.
 */
final class PagedCounts {
    private static final int PAGE_BITS = 5;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int SLOT_MASK = PAGE - 1;
    private static final int LAST_PAGE = (HdrLayout.BUCKETS - 1) >> PAGE_BITS;

    /**
     * What is kept over {@link #clear}: the pages of one path, not those of a scan of all delays.
     */
    private static final int MOST_KEPT_OCTETS = 4096;

    private static final int ARRAY_HEADER_OCTETS = 16;

    /** Pages from {@code firstPage} on; an element is null where no sample fell. */
    private long[][] pages = {};

    private int firstPage;
    private int octets;

    /** Adds {@code n} to the count of a bucket. */
    void add(int index, long n) {
        int slot = (index >>> PAGE_BITS) - firstPage;
        if (slot < 0 || slot >= pages.length) {
            slot = widen(index >>> PAGE_BITS);
        }
        long[] page = pages[slot];
        if (page == null) {
            page = new long[PAGE];
            pages[slot] = page;
            octets += ARRAY_HEADER_OCTETS + PAGE * Long.BYTES;
        }
        page[index & SLOT_MASK] += n;
    }

    private int widen(int page) {
        if (page > LAST_PAGE) {
            throw new IllegalArgumentException("no such bucket: page " + page);
        }
        if (pages.length == 0) {
            firstPage = Math.max(0, page - 2);
            pages = new long[Math.min(LAST_PAGE + 1, firstPage + 6) - firstPage][];
            octets += ARRAY_HEADER_OCTETS + pages.length * Integer.BYTES;
            return page - firstPage;
        }
        int first = Math.max(0, Math.min(firstPage, page - 4));
        int end = Math.min(LAST_PAGE + 1, Math.max(firstPage + pages.length, page + 5));
        long[][] wider = new long[end - first][];
        System.arraycopy(pages, 0, wider, firstPage - first, pages.length);
        octets += (wider.length - pages.length) * Integer.BYTES;
        pages = wider;
        firstPage = first;
        return page - first;
    }

    /** Adds all counts of another. */
    void add(PagedCounts other) {
        for (int i = 0; i < other.pages.length; i++) {
            long[] from = other.pages[i];
            if (from == null) {
                continue;
            }
            int base = (other.firstPage + i) << PAGE_BITS;
            add(base, 0);
            long[] to = pages[other.firstPage + i - firstPage];
            for (int k = 0; k < PAGE; k++) {
                to[k] += from[k];
            }
        }
    }

    /** The bucket of the sample with this rank (1 is the smallest), or -1 beyond the last. */
    int indexOfRank(long rank) {
        long seen = 0;
        for (int i = 0; i < pages.length; i++) {
            long[] page = pages[i];
            if (page == null) {
                continue;
            }
            for (int k = 0; k < PAGE; k++) {
                seen += page[k];
                if (seen >= rank) {
                    return ((firstPage + i) << PAGE_BITS) + k;
                }
            }
        }
        return -1;
    }

    /** Calls the visitor for each bucket that holds samples, in rising order. */
    void forEach(BucketVisitor visitor) {
        for (int i = 0; i < pages.length; i++) {
            long[] page = pages[i];
            if (page == null) {
                continue;
            }
            int base = (firstPage + i) << PAGE_BITS;
            for (int k = 0; k < PAGE; k++) {
                if (page[k] != 0) {
                    visitor.onBucket(base + k, page[k]);
                }
            }
        }
    }

    /** Forgets all counts; keeps some pages, which the next samples of the same path fill again. */
    void clear() {
        if (octets > MOST_KEPT_OCTETS) {
            pages = new long[0][];
            firstPage = 0;
            octets = 0;
            return;
        }
        for (long[] page : pages) {
            if (page != null) {
                Arrays.fill(page, 0);
            }
        }
    }

    /** Memory in use, roughly, octets. */
    int octets() {
        return octets;
    }

    /** Sees one bucket. */
    interface BucketVisitor {
        void onBucket(int index, long count);
    }
}
