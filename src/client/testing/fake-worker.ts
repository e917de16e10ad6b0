import { type Endpoint, expose } from 'comlink';

/** A Worker without a thread: the API answers in this one, over a real MessageChannel. */
export class FakeWorker extends EventTarget {
  static readonly all: FakeWorker[] = [];
  terminated = false;
  private readonly port: MessagePort;
  private readonly inside: MessagePort;

  constructor(api: object) {
    super();
    FakeWorker.all.push(this);
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    this.inside = port2;
    port1.onmessage = (event) => this.dispatchEvent(new MessageEvent('message', { data: event.data }));
    expose({ alive: async () => null, ...api }, port2 as Endpoint);
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    if (!this.terminated) this.port.postMessage(message, transfer);
  }

  terminate(): void {
    this.terminated = true;
    this.port.close();
    this.inside.close();
  }

  /** As the browser tells of an uncaught error in the worker. */
  fail(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error', { cancelable: true }), { message }));
  }
}

export const fakeWorkers = (api: () => object) => (): Worker => new FakeWorker(api()) as unknown as Worker;
