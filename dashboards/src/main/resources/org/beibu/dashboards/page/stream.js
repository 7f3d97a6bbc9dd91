// The event stream. The browser reconnects by itself after a broken line, but not after an answer
// such as 503 (too many streams) or a restart of the analyzer: then we ask again.

const AGAIN_MILLIS = 3000;

export class EventStream {
  constructor(address, onRoutes) {
    this.address = address;
    this.onRoutes = onRoutes;
  }

  open() {
    this.source = new EventSource(this.address);
    this.source.addEventListener('routes', (event) => this.onRoutes(JSON.parse(event.data)));
    this.source.addEventListener('error', () => {
      if (this.source.readyState !== EventSource.CLOSED) return;
      this.source.close();
      setTimeout(() => this.open(), AGAIN_MILLIS);
    });
  }
}
