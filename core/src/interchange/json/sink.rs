//! Where values are written, piece by piece: into a text, or into a value to be handed on.

use super::quoted::quoted;
use super::{Map, Value};

/// What holds other values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::interchange) enum Group {
    /// Values in order.
    List,
    /// Values by name.
    Object,
}

/// Takes the pieces of one value, in order; what is begun is ended.
pub(in crate::interchange) trait Sink {
    fn text(&mut self, text: &str);
    fn number(&mut self, number: i64);
    fn flag(&mut self, flag: bool);
    /// What follows lies in this, until it is ended.
    fn begin(&mut self, group: Group);
    fn end(&mut self, group: Group);
    /// The name of the value that follows, within an object.
    fn name(&mut self, name: &str);
}

/// What is put, as text without a blank.
pub(in crate::interchange) fn as_text(put: impl FnOnce(&mut dyn Sink)) -> String {
    // The length of most entries, so that it need not grow.
    let mut text = Text(String::with_capacity(512));
    put(&mut text);
    text.0
}

/// What is put, as a value.
pub(in crate::interchange) fn as_value(put: impl FnOnce(&mut dyn Sink)) -> Value {
    let mut values = Values { open: Vec::new(), whole: Value::Null };
    put(&mut values);
    values.whole
}

struct Text(String);

impl Text {
    /// A comma, where something stands before in the same list or object.
    fn gap(&mut self) {
        if !matches!(self.0.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.0.push(',');
        }
    }
}

impl Sink for Text {
    fn text(&mut self, text: &str) {
        self.gap();
        quoted(text, &mut self.0);
    }

    fn number(&mut self, number: i64) {
        self.gap();
        self.0.push_str(&number.to_string());
    }

    fn flag(&mut self, flag: bool) {
        self.gap();
        self.0.push_str(if flag { "true" } else { "false" });
    }

    fn begin(&mut self, group: Group) {
        self.gap();
        self.0.push(if group == Group::List { '[' } else { '{' });
    }

    fn end(&mut self, group: Group) {
        self.0.push(if group == Group::List { ']' } else { '}' });
    }

    fn name(&mut self, name: &str) {
        self.gap();
        quoted(name, &mut self.0);
        self.0.push(':');
    }
}

struct Values {
    /// What lies in one another, the innermost last.
    open: Vec<Open>,
    whole: Value,
}

enum Open {
    List(Vec<Value>),
    /// With the name of the value that follows.
    Object(Map<String, Value>, String),
}

impl Values {
    fn put(&mut self, value: Value) {
        match self.open.last_mut() {
            None => self.whole = value,
            Some(Open::List(items)) => items.push(value),
            Some(Open::Object(fields, name)) => {
                fields.insert(std::mem::take(name), value);
            }
        }
    }
}

impl Sink for Values {
    fn text(&mut self, text: &str) {
        self.put(Value::from(text));
    }

    fn number(&mut self, number: i64) {
        self.put(Value::from(number));
    }

    fn flag(&mut self, flag: bool) {
        self.put(Value::from(flag));
    }

    fn begin(&mut self, group: Group) {
        self.open.push(match group {
            Group::List => Open::List(Vec::new()),
            Group::Object => Open::Object(Map::new(), String::new()),
        });
    }

    fn end(&mut self, _: Group) {
        match self.open.pop() {
            Some(Open::List(items)) => self.put(Value::Array(items)),
            Some(Open::Object(fields, _)) => self.put(Value::Object(fields)),
            None => {}
        }
    }

    fn name(&mut self, name: &str) {
        if let Some(Open::Object(_, next)) = self.open.last_mut() {
            name.clone_into(next);
        }
    }
}

#[cfg(test)]
#[cfg(feature = "serde")]
mod tests {
    use super::super::any::{told_leaf, values};
    use super::*;
    use proptest::prelude::*;

    /// A value, told to a sink.
    fn told(value: &Value, out: &mut dyn Sink) {
        match value {
            Value::Null => unreachable!("what is absent is left out"),
            Value::Bool(flag) => out.flag(*flag),
            Value::Number(number) => out.number(number.as_i64().unwrap()),
            Value::String(text) => out.text(text),
            Value::Array(items) => {
                out.begin(Group::List);
                items.iter().for_each(|item| told(item, out));
                out.end(Group::List);
            }
            Value::Object(fields) => {
                out.begin(Group::Object);
                for (name, value) in fields {
                    out.name(name);
                    told(value, out);
                }
                out.end(Group::Object);
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_told_is_written_as_serde_json_writes_it(value in values(told_leaf())) {
            let text = value.to_string();
            prop_assert_eq!(as_text(|out| told(&value, out)), text.clone());
            prop_assert_eq!(as_value(|out| told(&value, out)).to_string(), text);
        }
    }
}
