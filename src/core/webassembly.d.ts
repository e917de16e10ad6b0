/** WebAssembly as far as core uses it. Apart from globals.d.ts because Node's types lack it, so that cli includes this file alone. */
declare namespace WebAssembly {
  interface Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  const Memory: { new (descriptor: { initial: number; maximum?: number }): Memory };
  interface Module {
    readonly [Symbol.toStringTag]?: string;
  }
  const Module: { new (bytes: ArrayBuffer | ArrayBufferView): Module };
  interface Instance {
    readonly exports: Record<string, unknown>;
  }
  const Instance: { new (module: Module, imports?: Record<string, Record<string, unknown>>): Instance };
  function compile(bytes: ArrayBuffer | ArrayBufferView): Promise<Module>;
  function instantiate(module: Module, imports?: Record<string, Record<string, unknown>>): Promise<Instance>;
}
