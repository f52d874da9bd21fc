//! The methods of the builder, and what a call of each does to the declaration.

use super::fold::{Call, Fold, ID};
use super::scaling::Scaling;
use crate::model::keys::{CONTAINER, is_equal};

/// A method of the builder.
#[derive(Clone, Copy, Debug)]
pub struct Method {
    /// The name in recorded calls, in camelCase.
    pub name: &'static str,
    /// The minimum number of arguments.
    pub min: u32,
    /// The maximum number of arguments.
    pub max: u32,
    pub(super) effect: Effect,
}

/// Lists the methods that do more than set the key with their name: `name(minimum, maximum, what a call does)`, with the
/// minimum and maximum number of arguments. `call.next()` is the next argument.
///
/// This defines an [`Effect`] with the name of each method, [`SPECIAL`] and [`Fold::apply_call`].
macro_rules! special {
    ($($name:ident($min:expr, $max:expr, |$fold:ident, $call:ident| $apply:expr)),* $(,)?) => {
        /// What a call does to the declaration.
        #[allow(non_camel_case_types)]
        #[derive(Clone, Copy, Debug)]
        pub(super) enum Effect {
            /// Sets the key of [`CONTAINER`] that has this index; the last call wins.
            Set(usize),
            $($name),*
        }

        const SPECIAL: &[Method] = &[
            $(method(stringify!($name), $min, $max, Effect::$name)),*
        ];

        impl Fold {
            pub(super) fn apply_call(&mut self, effect: Effect, call: &mut Call<'_, '_>) {
                match effect {
                    Effect::Set(key) => self.set(key, call.next()),
                    $(Effect::$name => {
                        let ($fold, $call) = (self, call);
                        $apply
                    })*
                }
            }
        }
    };
}

special!(
    container(1, 1, |fold, call| fold.set(ID, call.next())),
    from(1, 1, |fold, call| fold.start_from(call.calls, call.next())),
    port(1, 1, |fold, call| fold.ports.add(call.next())),
    ports(1, 1, |fold, call| {
        fold.ports.add_all(call.calls, call.next());
    }),
    expose(1, 1, |fold, call| fold.ports.expose_first(call.next())),
    exposePort(2, 2, |fold, call| {
        fold.ports.expose(call.calls, call.next(), call.next());
    }),
    minReplicas(1, 1, |fold, call| fold.scaling.min = Some(call.next())),
    maxReplicas(1, 1, |fold, call| fold.scaling.max = Some(call.next())),
    autoScale(1, 1, |fold, call| {
        fold.scaling = Scaling::from_argument(call.next());
    }),
    persistentStorage(1, 2, |fold, call| {
        fold.storage = Some((call.next(), call.next().node));
    }),
    environment(1, 1, |fold, call| fold.environment.calls.push(call.next())),
    link(1, 1, |fold, call| fold.links.push(call.next())),
    // The methods of a stack; see `Stack::read`.
    stack(1, 1, |_fold, _call| ()),
    fromStack(1, 1, |_fold, _call| ()),
    add(2, 3, |_fold, _call| ()),
    addBuilder(1, 2, |_fold, _call| ()),
);

const fn method(name: &'static str, min: u32, max: u32, effect: Effect) -> Method {
    Method {
        name,
        min,
        max,
        effect,
    }
}

/// Every method: the special ones, then a setter for each key that has one. A binding may identify a method by its index
/// in this list.
#[allow(clippy::indexing_slicing)]
pub static METHODS: [Method; SPECIAL.len() + count_setters()] = {
    let mut methods = [SPECIAL[0]; SPECIAL.len() + count_setters()];
    let (mut at, mut index) = (0, 0);
    while at < SPECIAL.len() {
        methods[at] = SPECIAL[at];
        at += 1;
    }
    while index < CONTAINER.keys.len() {
        if is_setter(index) {
            methods[at] = method(CONTAINER.keys[index].name, 1, 1, Effect::Set(index));
            at += 1;
        }
        index += 1;
    }
    methods
};

const fn count_setters() -> usize {
    let (mut count, mut index) = (0, 0);
    while index < CONTAINER.keys.len() {
        count += is_setter(index) as usize;
        index += 1;
    }
    count
}

/// Whether a method of the same name sets the key at an index and does nothing else.
#[allow(clippy::indexing_slicing)]
const fn is_setter(index: usize) -> bool {
    let key = &CONTAINER.keys[index];
    let mut at = 0;
    while at < SPECIAL.len() {
        if is_equal(SPECIAL[at].name, key.name) {
            return false;
        }
        at += 1;
    }
    key.has_setter()
}
