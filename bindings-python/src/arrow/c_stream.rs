//! Arrow's C interface for streams: the one place here that is not safe Rust.
//!
//! What an array is in memory, and whom it belongs to, `arrow-data` knows. Its reader of streams would bring every kind of array
//! there is, as large as all the rest of the module; batches stay plain `ArrayData` here.

#![expect(
    unsafe_code,
    reason = "a stream is a table of C functions, and what lies in a capsule is known by its name alone"
)]

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi_and_data_type};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_data::ArrayData;
use arrow_schema::{DataType, Schema, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::sync::Arc;

/// A stream that came in.
pub struct Incoming {
    stream: FFI_ArrowArrayStream,
    schema: SchemaRef,
    of: DataType,
}

impl Incoming {
    /// The stream of a capsule; nothing where it is none, or none of a table, or was taken out before.
    pub fn of(capsule: &Bound<'_, PyCapsule>) -> Option<Self> {
        let stream = capsule.pointer_checked(Some(c"arrow_array_stream")).ok()?.cast::<FFI_ArrowArrayStream>();
        // SAFETY: a capsule of this name holds a stream, by the specification. It is moved out: what stays behind has no
        // function to release it.
        let mut stream = unsafe { FFI_ArrowArrayStream::from_raw(stream.as_ptr()) };
        stream.release?;
        let mut schema = FFI_ArrowSchema::empty();
        // SAFETY: the stream is not released; the function fills in the schema, which has room for it.
        if unsafe { stream.get_schema?(&mut stream, &mut schema) } != 0 {
            return None;
        }
        let schema = Arc::new(Schema::try_from(&schema).ok()?);
        Some(Self { stream, of: DataType::Struct(schema.fields.clone()), schema })
    }

    pub fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// The next batch, a struct of columns.
    pub fn next(&mut self) -> Result<Option<ArrayData>, String> {
        let Some(get_next) = self.stream.get_next else { return Ok(None) };
        let mut array = FFI_ArrowArray::empty();
        // SAFETY: as above.
        if unsafe { get_next(&mut self.stream, &mut array) } != 0 {
            return Err(self.error());
        }
        if array.is_released() {
            return Ok(None);
        }
        // SAFETY: the array is of the type that its stream told.
        let batch = unsafe { from_ffi_and_data_type(array, self.of.clone()) };
        batch.map(Some).map_err(|error| error.to_string())
    }

    fn error(&mut self) -> String {
        // SAFETY: the stream is not released; the text belongs to it until it is called again, and is copied before.
        let text =
            self.stream.get_last_error.map(|get| unsafe { get(&mut self.stream) }).filter(|text| !text.is_null());
        let text = text.map(|text| unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned());
        text.unwrap_or_else(|| "the table could not be read on, and does not say why".to_owned())
    }
}

/// The one batch of two capsules; nothing where they hold none.
pub fn batch_of(schema: &Bound<'_, PyCapsule>, array: &Bound<'_, PyCapsule>) -> Option<(SchemaRef, ArrayData)> {
    let schema = schema.pointer_checked(Some(c"arrow_schema")).ok()?.cast::<FFI_ArrowSchema>();
    let array = array.pointer_checked(Some(c"arrow_array")).ok()?.cast::<FFI_ArrowArray>();
    // SAFETY: capsules of these names hold these, by the specification. The schema is looked at while its capsule lives; the
    // array is moved out, and is of the type that the schema tells.
    let schema = Schema::try_from(unsafe { schema.as_ref() }).ok()?;
    let array = unsafe { FFI_ArrowArray::from_raw(array.as_ptr()) };
    if array.is_released() {
        return None;
    }
    let batch = unsafe { from_ffi_and_data_type(array, DataType::Struct(schema.fields.clone())) };
    Some((Arc::new(schema), batch.ok()?))
}

/// Batches that go out, each a struct of columns.
pub trait Batches: Send {
    fn schema(&self) -> &Schema;

    /// The next batch. It must not panic: whoever reads is no Rust.
    fn next(&mut self) -> Result<Option<ArrayData>, String>;
}

/// What a stream that goes out keeps.
struct Kept {
    batches: Box<dyn Batches>,
    error: CString,
}

/// What C calls an invalid argument; Python's readers make a `ValueError` of it.
const INVALID: c_int = 22;

impl Kept {
    fn failed(&mut self, error: String) -> c_int {
        self.error = CString::new(error.replace('\0', "")).unwrap_or_default();
        INVALID
    }

    fn tell_schema(&mut self, out: *mut FFI_ArrowSchema) -> c_int {
        match FFI_ArrowSchema::try_from(self.batches.schema()) {
            Ok(schema) => {
                // SAFETY: whoever reads has room for a schema there.
                unsafe { out.write(schema) };
                0
            }
            Err(error) => self.failed(error.to_string()),
        }
    }

    fn tell_next(&mut self, out: *mut FFI_ArrowArray) -> c_int {
        match self.batches.next() {
            Ok(batch) => {
                let array = batch.map_or_else(FFI_ArrowArray::empty, |batch| FFI_ArrowArray::new(&batch));
                // SAFETY: whoever reads has room for an array there.
                unsafe { out.write(array) };
                0
            }
            Err(error) => self.failed(error),
        }
    }
}

/// A stream of these batches.
pub fn outgoing(batches: Box<dyn Batches>) -> FFI_ArrowArrayStream {
    let kept = Box::new(Kept { batches, error: CString::default() });
    FFI_ArrowArrayStream {
        get_schema: Some(get_schema),
        get_next: Some(get_next),
        get_last_error: Some(get_last_error),
        release: Some(release),
        private_data: Box::into_raw(kept).cast(),
    }
}

// SAFETY, of all four: whoever reads calls them with a stream of `outgoing` that is not released, from one thread at a time.

unsafe fn kept<'s>(stream: *mut FFI_ArrowArrayStream) -> &'s mut Kept {
    unsafe { &mut *(*stream).private_data.cast::<Kept>() }
}

unsafe extern "C" fn get_schema(stream: *mut FFI_ArrowArrayStream, out: *mut FFI_ArrowSchema) -> c_int {
    unsafe { kept(stream) }.tell_schema(out)
}

unsafe extern "C" fn get_next(stream: *mut FFI_ArrowArrayStream, out: *mut FFI_ArrowArray) -> c_int {
    unsafe { kept(stream) }.tell_next(out)
}

unsafe extern "C" fn get_last_error(stream: *mut FFI_ArrowArrayStream) -> *const c_char {
    unsafe { kept(stream) }.error.as_ptr()
}

unsafe extern "C" fn release(stream: *mut FFI_ArrowArrayStream) {
    let data: *mut c_void = unsafe { std::mem::replace(&mut (*stream).private_data, std::ptr::null_mut()) };
    unsafe { (*stream).release = None };
    drop(unsafe { Box::from_raw(data.cast::<Kept>()) });
}
