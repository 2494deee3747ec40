// Memory of handles that nobody freed. To have each watched by the engine takes a quarter of a step, so they are watched by
// the lease: handles that are made one after the other hold one together, and when the last of them is gone, so is the lease, and what
// none of them freed is freed.

// The more, the cheaper a handle; but one that is held keeps the memory of its neighbours.
const HANDLES = 16;

class Itself {
  constructor(handle) {
    return handle;
  }
}

// Gives a handle fields that only this class sees: nobody meets them in `console.log`, or compares them. A bundler that drops what has
// no effect sees one, for the lease changes.
class Tenant extends Itself {
  #lease;
  #place;

  constructor(handle, lease, pointer) {
    super(handle);
    this.#lease = lease;
    this.#place = lease.pointers.push(pointer) - 1;
  }

  static leave(handle) {
    handle.#lease.pointers[handle.#place] = 0;
  }
}

/** Stands in for `FinalizationRegistry` where wasm-bindgen registers its handles: the same calls. */
export class Leases {
  #registry;
  #lease;

  /** `free` is told each pointer that was left. */
  constructor(free) {
    const { FinalizationRegistry } = globalThis;
    const freeAll = (pointers) => pointers.forEach((pointer) => pointer && free(pointer));
    this.#registry = FinalizationRegistry && new FinalizationRegistry(freeAll);
  }

  register(handle, pointer) {
    if (!this.#lease || this.#lease.pointers.length === HANDLES) this.#renew();
    new Tenant(handle, this.#lease, pointer);
  }

  unregister(handle) {
    Tenant.leave(handle);
  }

  #renew() {
    // Not held by us any longer than handles are made one after the other.
    if (!this.#lease) queueMicrotask(() => (this.#lease = undefined));
    const pointers = [];
    this.#lease = { pointers };
    this.#registry?.register(this.#lease, pointers);
  }
}
