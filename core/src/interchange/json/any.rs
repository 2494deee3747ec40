//! Values of JSON for laws.

use proptest::prelude::*;
use serde_json::Value;

/// Lists and objects of these, in one another.
pub(super) fn values(leaf: impl Strategy<Value = Value> + 'static) -> impl Strategy<Value = Value> {
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(".{0,6}", inner, 0..6).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

/// What is neither list nor object, `null` among it.
pub(super) fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![Just(Value::Null), told_leaf()]
}

/// What a sink may be told.
pub(super) fn told_leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ]
}
