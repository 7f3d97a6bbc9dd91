// Answers as docs/protocols.md has them, of addresses that the fake bureau does not serve: capacity,
// sessions, steering, moves. What is posted is kept in window.posted.
{
  const real = window.fetch;
  const link = (exit, capacity, p95, state, orderBy) => ({
    exit, owner: '', group: '', capacity_bps: capacity, lead_time_days: 90, direction: 'in',
    in: { p95_bps: p95, mean_bps: p95 * 0.6, peak_bps: p95 * 1.12, peak_at: '2026-11-20T12:05:00Z', missing: 0, provisional: false },
    out: { p95_bps: p95 * 0.4, mean_bps: p95 * 0.2, peak_bps: p95 * 0.5, peak_at: '2026-11-20T12:05:00Z', missing: 0, provisional: false },
    utilisation: capacity === null ? null : p95 / capacity, growth_year: 0.32,
    forecast: Array.from({ length: 8 }, (_, i) => ({
      month: new Date(Date.UTC(2026, 11 + i)).toISOString().slice(0, 7), p95_bps: p95 * (1 + 0.025 * (i + 1)),
      low_bps: p95 * (1 + 0.01 * i), high_bps: p95 * (1.04 + 0.045 * i),
    })),
    backtest: [], runout: [{ limit: 0.7, limit_bps: capacity * 0.7, state: state === 'ok' ? 'not-within-3-years' : 'found', early: '2027-01', middle: '2027-04', late: '2027-08' }],
    order_by: orderBy, order_by_limit: 0.7, days_late: null, state,
    months: Array.from({ length: 11 }, (_, i) => ({
      month: `2026-${String(i + 1).padStart(2, '0')}`, in_p95_bps: p95 * (0.76 + 0.022 * i), out_p95_bps: p95 * 0.4, billed_bps: null, missing: 0, provisional: i === 10,
    })),
  });
  const answers = {
    '/api/v1/capacity': {
      schema: 'beibu/capacity/v1', as_of: '2026-11-22T00:00:00Z', from: '2025-11-22T00:00:00Z', to: '2026-11-22T00:00:00Z', zone: 'Asia/Shanghai',
      says: [{ text: 'nn-2 reaches 70 % of its capacity between 2027-01 and 2027-08: order by 2027-01-09.', tone: 'warn' }],
      quality: { expected: 105120, counted: 105084, missing: 0.00034, unassigned: 0.002 },
      links: [link('gz-1', 40e9, 16.8e9, 'ok', null), link('hk-3', 40e9, 12.4e9, 'ok', null), link('nn-2', 40e9, 24.4e9, 'order', '2027-01-09')],
      total: { ...link(null, 120e9, 52.4e9, 'ok', null) },
      losses_of_one: [
        { lost: 'gz-1', growth: 1, status: 'feasible', worst_exit: 'nn-2', worst_load: 0.84, drop_bps: 0, missed: [] },
        { lost: 'nn-2', growth: 1.2, status: 'infeasible', worst_exit: 'gz-1', worst_load: 1.07, drop_bps: 2.8e9, missed: ['SG-SIN/e-sports'] }],
    },
    '/api/v1/session': { schema: 'beibu/session/v1', name: 'li.wei', role: 'approver', by: 'session', csrf: 'csrf-1', expires: null, may: ['approve', 'reject', 'withdraw'] },
    '/api/v1/steering': {
      schema: 'beibu/steering/v1',
      recommendations: [{ id: 'r-sg-1', route: 'SG-SIN', from_exit: 'nn-2', to_exit: 'gz-1', approved_by: null, prefixes: [
        { router: 'edge-1', prefix: '203.0.113.0/24', state: 'waiting', mode: 'approve', verdict: 'allowed once a person approves' },
        { router: 'edge-1', prefix: '198.51.100.0/24', state: 'refused', mode: 'approve', verdict: 'not in the Adj-RIB-In' }] }],
    },
  };
  window.posted = [];
  window.fetch = async (address, options = {}) => {
    const path = String(address).split('?')[0];
    const json = (body) => new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });
    if (options.method === 'POST' && path.startsWith('/api/v1/recommendations/')) {
      window.posted.push(`POST ${path} ${options.headers['Beibu-Csrf']} ${options.body}`);
      return json({ schema: 'beibu/action/v1', action: 'approve', id: 'r-sg-1', who: 'li.wei', line: 'done' });
    }
    if (path === '/api/v1/views') {
      const views = await (await real(address, options)).json();
      return json({ ...views, addresses: [...views.addresses, ...Object.keys(answers)] });
    }
    return answers[path] ? json(answers[path]) : real(address, options);
  };
}
