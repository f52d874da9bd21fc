//! Runs every shape in two sizes, in a WebAssembly interpreter that counts instructions. A shape fails if its work or its
//! memory grows faster than its input. Unlike times, the counts are the same in every run and on every machine.
//!
//! `cargo xtask growth` builds the module and runs this program.

use std::process::ExitCode;

use alien_sdk_growth::shapes::{SHAPES, Shape};
use anyhow::{Context, Result, bail, ensure};
use wasmi::{CompilationMode, Config, Engine, Linker, Module, Store, TrapCode};

/// The ratio of the second size to the first size. It is a power of two, since the capacity of vectors and maps is one.
const FACTOR: usize = 4;

/// The maximum ratio of the second cost to the first cost. It is 15 % above the ratio of the sizes, since sorting takes a
/// little longer per item if there are more items.
const MAX_RATIO: f64 = 1.15 * FACTOR as f64;

/// The second cost may be higher by this amount. Small counts vary, and memory grows in pages of 64 KiB.
const SLACK: Cost = Cost {
    work: 1_000_000,
    memory: 512 << 10,
};

/// The maximum number of instructions for the first size. If a shape takes more, its size is too large, or the work is far
/// from linear.
const MAX_WORK: u64 = 100_000_000_000;

/// The cost of running a shape in one size.
#[derive(Clone, Copy)]
struct Cost {
    /// The number of instructions.
    work: u64,
    /// The number of bytes by which the memory of the module grew, including the input.
    memory: u64,
}

fn main() -> ExitCode {
    match run() {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the shapes whose names contain all of the given words, and returns how many failed.
fn run() -> Result<usize> {
    let mut arguments = std::env::args().skip(1);
    let module = arguments.next().context("usage: growth MODULE [WORD …]")?;
    let module = compile(&std::fs::read(module)?)?;
    let words: Vec<String> = arguments.collect();
    let is_wanted = |shape: &Shape| words.iter().all(|word| shape.name.contains(word.as_str()));

    let times = format!("× {FACTOR}");
    print_row(
        "shape",
        "size",
        &["work", &times, "ratio", "memory", &times],
        "",
    );
    let (mut passed, mut failed) = (0, 0);
    for (number, shape) in (0..).zip(SHAPES).filter(|(_, shape)| is_wanted(shape)) {
        match check_shape(&module, number, shape) {
            true => passed += 1,
            false => failed += 1,
        }
    }
    ensure!(
        passed + failed > 0,
        "no shape has a name that contains these words"
    );
    println!("growth {passed} passed, {failed} failed");
    Ok(failed)
}

/// Compiles the module, including all functions. Otherwise, a function would be compiled at its first call, and this would
/// count as work.
fn compile(bytes: &[u8]) -> Result<Module> {
    let mut config = Config::default();
    config.consume_fuel(true);
    config.compilation_mode(CompilationMode::Eager);
    Ok(Module::new(&Engine::new(&config), bytes)?)
}

/// Runs a shape in both sizes, prints the costs, and returns whether the shape passes.
fn check_shape(module: &Module, number: u32, shape: &Shape) -> bool {
    let (name, size) = (shape.name, shape.size.to_string());
    let measured = measure(module, number, shape.size, MAX_WORK).and_then(|small| {
        // This is enough for quadratic work to finish, so that its cost is printed. Anything slower is stopped.
        let max_work = small.work * (FACTOR * FACTOR + FACTOR) as u64 + SLACK.work;
        Ok((
            small,
            measure(module, number, shape.size * FACTOR, max_work)?,
        ))
    });
    let (small, large) = match measured {
        Ok(costs) => costs,
        Err(error) => {
            print_row(name, &size, &[], &format!("FAILED: {error}"));
            return false;
        }
    };
    let is_too_much =
        |small: u64, large: u64, slack: u64| large as f64 > small as f64 * MAX_RATIO + slack as f64;
    let verdict = if is_too_much(small.work, large.work, SLACK.work) {
        "FAILED: work grows faster than the input"
    } else if is_too_much(small.memory, large.memory, SLACK.memory) {
        "FAILED: memory grows faster than the input"
    } else {
        ""
    };
    let work = |cost: Cost| format!("{:.1} M", cost.work as f64 / 1e6);
    let memory = |cost: Cost| format!("{} KiB", cost.memory >> 10);
    let ratio = format!("{:.2}", large.work as f64 / small.work as f64);
    let numbers = [
        work(small),
        work(large),
        ratio,
        memory(small),
        memory(large),
    ];
    print_row(
        name,
        &size,
        &numbers.each_ref().map(String::as_str),
        verdict,
    );
    verdict.is_empty()
}

/// Runs a shape in one size, in a new instance of the module. Fails if it takes more than `max_work` instructions.
fn measure(module: &Module, shape: u32, size: usize, max_work: u64) -> Result<Cost> {
    let mut store = Store::new(module.engine(), ());
    store.set_fuel(u64::MAX)?;
    let instance = Linker::new(module.engine()).instantiate_and_start(&mut store, module)?;
    let prepare = instance.get_typed_func::<(u32, u32), ()>(&store, "prepare")?;
    let work = instance.get_typed_func::<(), u32>(&store, "run")?;
    let memory = instance
        .get_memory(&store, "memory")
        .context("the module has no memory")?;

    let before = memory.data_size(&store);
    prepare.call(&mut store, (shape, u32::try_from(size)?))?;
    store.set_fuel(max_work)?;
    let found = match work.call(&mut store, ()) {
        Err(error) if error.as_trap_code() == Some(TrapCode::OutOfFuel) => {
            bail!("size {size} takes more than {:.1} M", max_work as f64 / 1e6)
        }
        found => found?,
    };
    if (found as usize) < size {
        bail!(
            "the work found {found} items in an input of size {size}, but it should find {size} or more"
        );
    }
    Ok(Cost {
        work: max_work - store.get_fuel()?,
        memory: (memory.data_size(&store) - before) as u64,
    })
}

/// Prints a row of the table.
fn print_row(name: &str, size: &str, numbers: &[&str], verdict: &str) {
    let numbers: Vec<_> = numbers
        .iter()
        .map(|number| format!("{number:>11}"))
        .collect();
    let line = format!("{name:42} {size:>6}{}  {verdict}", numbers.concat());
    println!("{}", line.trim_end());
}
