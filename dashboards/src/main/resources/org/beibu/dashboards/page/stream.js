// The event stream. The browser reconnects by itself after a broken line, but not after an answer
// such as 503 (too many streams) or a restart of the analyzer: then we ask again.

const AGAIN_MILLIS = 3000;

export class EventStream {
  constructor(onRoutes) {
    this.onRoutes = onRoutes;
  }

  /** Opens the stream at this address, in place of the one that is open. */
  open(address) {
    this.source?.close();
    const source = new EventSource(address);
    this.source = source;
    source.addEventListener('routes', (event) => {
      if (source === this.source) this.onRoutes(JSON.parse(event.data));
    });
    source.addEventListener('error', () => {
      if (source.readyState !== EventSource.CLOSED || source !== this.source) return;
      setTimeout(() => source === this.source && this.open(address), AGAIN_MILLIS);
    });
  }
}
