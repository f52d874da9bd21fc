//! Runs every shape in two sizes, in a WebAssembly interpreter that counts instructions, and fails where the work or the
//! memory grows faster than the input. Counts are the same in every run and on every machine; times are not.
//!
//! `cargo xtask growth` builds the module and runs this.

use std::process::ExitCode;

use alien_sdk_growth::shapes::{SHAPES, Shape};
use anyhow::{Context, Result, bail, ensure};
use wasmi::{CompilationMode, Config, Engine, Linker, Module, Store, TrapCode};

/// How many times the first size the second one is. A power of two, since vectors and maps grow by those.
const FACTOR: usize = 4;

/// How many times as much the second size may take: 15 % more than the size grows by, since sorting takes a little more
/// for each of many things.
const MOST: f64 = 1.15 * FACTOR as f64;

/// What it may take on top of that: instructions, and bytes of memory, which comes in pages of 64 KiB.
const SLACK: Cost = Cost {
    work: 1_000_000,
    memory: 512 << 10,
};

/// A shape whose first size takes more instructions is too large, or the work on it far from linear.
const MOST_WORK: u64 = 100_000_000_000;

/// What a run takes.
#[derive(Clone, Copy)]
struct Cost {
    /// Instructions.
    work: u64,
    /// Bytes that are added to the memory of the module, those of the input among them.
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

/// Runs the shapes whose names have all the words that are given, and says how many failed.
fn run() -> Result<usize> {
    let mut arguments = std::env::args().skip(1);
    let module = arguments.next().context("usage: growth MODULE [WORD …]")?;
    let module = compile(&std::fs::read(module)?)?;
    let words: Vec<String> = arguments.collect();
    let is_wanted = |shape: &Shape| words.iter().all(|word| shape.name.contains(word.as_str()));

    let times = format!("× {FACTOR}");
    print(
        "shape",
        "size",
        &["work", &times, "ratio", "memory", &times],
        "",
    );
    let (mut passed, mut failed) = (0, 0);
    for (number, shape) in (0..).zip(SHAPES).filter(|(_, shape)| is_wanted(shape)) {
        match judge(&module, number, shape) {
            true => passed += 1,
            false => failed += 1,
        }
    }
    ensure!(passed + failed > 0, "no name of a shape has these words");
    println!("growth {passed} passed, {failed} failed");
    Ok(failed)
}

/// Compiles all functions at once: else the first call of each would count as work.
fn compile(bytes: &[u8]) -> Result<Module> {
    let mut config = Config::default();
    config.consume_fuel(true);
    config.compilation_mode(CompilationMode::Eager);
    Ok(Module::new(&Engine::new(&config), bytes)?)
}

/// Runs a shape in both sizes, prints what that takes, and says whether it passes.
fn judge(module: &Module, number: u32, shape: &Shape) -> bool {
    let (name, size) = (shape.name, shape.size.to_string());
    let measured = measure(module, number, shape.size, MOST_WORK).and_then(|small| {
        // Enough to see the whole of what grows as the square of the size; more is stopped.
        let most = small.work * (FACTOR * FACTOR + FACTOR) as u64 + SLACK.work;
        Ok((small, measure(module, number, shape.size * FACTOR, most)?))
    });
    let (small, large) = match measured {
        Ok(costs) => costs,
        Err(error) => {
            print(name, &size, &[], &format!("FAILED: {error}"));
            return false;
        }
    };
    let is_too_much =
        |small: u64, large: u64, slack: u64| large as f64 > small as f64 * MOST + slack as f64;
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
    print(
        name,
        &size,
        &numbers.each_ref().map(String::as_str),
        verdict,
    );
    verdict.is_empty()
}

/// Runs a shape in one size, in a module of its own.
fn measure(module: &Module, shape: u32, size: usize, most: u64) -> Result<Cost> {
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
    store.set_fuel(most)?;
    let found = match work.call(&mut store, ()) {
        Err(error) if error.as_trap_code() == Some(TrapCode::OutOfFuel) => {
            bail!("size {size} takes more than {:.1} M", most as f64 / 1e6)
        }
        found => found?,
    };
    if (found as usize) < size {
        bail!("{found} things were found in size {size}, not {size} or more");
    }
    Ok(Cost {
        work: most - store.get_fuel()?,
        memory: (memory.data_size(&store) - before) as u64,
    })
}

/// Prints a line of the table.
fn print(name: &str, size: &str, numbers: &[&str], verdict: &str) {
    let numbers: Vec<_> = numbers
        .iter()
        .map(|number| format!("{number:>11}"))
        .collect();
    let line = format!("{name:42} {size:>6}{}  {verdict}", numbers.concat());
    println!("{}", line.trim_end());
}
