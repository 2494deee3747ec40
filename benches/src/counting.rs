//! An allocator that counts: what is taken, the most that was, and how often something was.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// The allocator of the system, counted. A bench makes it its own with `#[global_allocator]`.
pub struct Counting;

static TAKEN: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);
static CALLS: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is handed on as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        CALLS.fetch_add(1, Relaxed);
        MOST.fetch_max(TAKEN.fetch_add(layout.size(), Relaxed) + layout.size(), Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        TAKEN.fetch_sub(layout.size(), Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(at, layout) }
    }
}

/// The most bytes that were taken at once while something ran, beside what was taken before.
pub fn most_taken_by<T>(run: impl FnOnce() -> T) -> (T, usize) {
    let before = TAKEN.load(Relaxed);
    MOST.store(before, Relaxed);
    let done = run();
    (done, MOST.load(Relaxed) - before)
}

/// How often something was taken while it ran.
pub fn calls_of<T>(run: impl FnOnce() -> T) -> (T, usize) {
    let before = CALLS.load(Relaxed);
    let done = run();
    (done, CALLS.load(Relaxed) - before)
}
