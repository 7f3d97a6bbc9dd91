// Asks the analyzer. A failure is an Error with what is wrong and what to do about it.

/** The answer to a question; parameters without a value are left out. */
export async function ask(address, parameters = {}) {
  const known = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const query = known.length > 0 ? `?${new URLSearchParams(known)}` : '';
  const response = await fetch(`${address}${query}`);
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  const body = isJson ? await response.json() : {};
  if (!response.ok) {
    const failure = new Error(body.what ? `${body.what}: ${body.fix}` : `${address}: HTTP ${response.status}`);
    failure.status = response.status;
    throw failure;
  }
  return body;
}

let addresses = null;

/** The same, null where this analyzer does not offer it: what is not there is not asked for. */
export async function askIfThere(address, parameters) {
  addresses ??= ask('/api/v1/views').catch((failure) => {
    addresses = null;
    throw failure;
  });
  return (await addresses).addresses.includes(address) ? ask(address, parameters) : null;
}
