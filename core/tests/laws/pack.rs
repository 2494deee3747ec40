//! A pack that is read is written the same, also as few bytes; a layer can be laid, or it is said why not.

use anjieflow::interchange::pack;
use anjieflow::product::Pack;

pub fn holds(data: &[u8]) {
    unpacked(data);
    let text = super::text(data);
    if let Ok(pack) = pack::read_unchecked([text]) {
        assert_eq!(pack::read_unchecked([&*pack::write(&pack)]).as_ref(), Ok(&pack));
        let packed = pack.packed();
        assert_eq!(Pack::unpack(&packed).map(|it| it.packed()), Ok(packed));
        let _ = pack.check();
    }
    if let Ok(layer) = pack::read_layer(text) {
        let _ = pack::laid_unchecked(Pack::builtin(), &[text], None);
        assert_eq!(pack::read_layer(text).unwrap(), layer);
    }
}

/// Rows with the head and the check that fit them.
fn unpacked(rows: &[u8]) {
    let head = concat!("anjieflow ", env!("CARGO_PKG_VERSION"), " pack\n").as_bytes();
    let check = rows.iter().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    if let Ok(pack) = Pack::unpack(&[head, &check.to_le_bytes(), rows].concat()) {
        // Texts may have stood there twice, or unread; what is packed anew is the same from then on.
        let packed = pack.packed();
        assert_eq!(Pack::unpack(&packed).map(|it| it.packed()), Ok(packed));
    }
}
