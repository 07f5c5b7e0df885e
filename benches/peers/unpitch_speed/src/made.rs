//! A fit of made-up rows, as many as are asked for: twenty words each, of which few are frequent and most are rare.

use std::time::Instant;

use cpu_time::ProcessTime;
use linfa::DatasetBase;
use ndarray::Array1;
use serde_json::{Value, json};
use unpitch::logistic::{DesignMatrix, LogisticParams, Solver};
use unpitch::{Label, Layout, Rows};

use crate::Result;

/// Words of a row.
const WORDS: usize = 20;

/// Fits rows x columns with the sparse solver and its defaults.
pub fn time(n_rows: usize, n_columns: u32, threads: usize) -> Result<Value> {
    let (rows, labels) = made(n_rows, n_columns);
    let (wall, cpu) = (Instant::now(), ProcessTime::now());
    let layout = Layout::from_reaches((0..n_columns).map(|_| 0));
    let dataset = DatasetBase::new(DesignMatrix::new(rows, layout)?, Array1::from(labels));
    let params = LogisticParams::default()
        .solver(Solver::Sparse)
        .threads(threads);
    let convergence = params
        .check()?
        .fit_with_progress(&dataset, &mut |_| std::ops::ControlFlow::Continue(()))?
        .convergence;
    Ok(json!({
        "rows": n_rows,
        "columns": n_columns,
        "threads": threads,
        "converged": convergence.converged,
        "objective": convergence.objective,
        "wall_seconds": wall.elapsed().as_secs_f64(),
        "cpu_seconds": cpu.elapsed().as_secs_f64(),
    }))
}

/// Every third word hints at the row's label.
fn made(n_rows: usize, n_columns: u32) -> (Rows, Vec<Label>) {
    let (mut draws, mut rows, mut labels) = (Draws(1), Rows::default(), Vec::new());
    for _ in 0..n_rows {
        let label = (draws.next() * Label::COUNT as f64) as usize;
        let mut words: Vec<u32> = (0..WORDS)
            .map(|n| word(&mut draws, n_columns, (n % 3 == 0).then_some(label)))
            .collect();
        words.sort_unstable();
        words.dedup();
        let value = 1.0 / (words.len() as f32).sqrt();
        words.into_iter().for_each(|word| rows.push(word, value));
        rows.end_paragraph();
        rows.end_page();
        labels.push(Label::ALL[label]);
    }
    (rows, labels)
}

/// A column, the less often the greater its number (Zipf's law); of a label's own ones if there is a label.
fn word(draws: &mut Draws, n_columns: u32, label: Option<usize>) -> u32 {
    let column = f64::from(n_columns).powf(draws.next()) as u32 - 1;
    match label {
        Some(label) => (column / 4 * 4 + label as u32).min(n_columns - 1),
        None => column,
    }
}

/// Numbers in 0 to 1, the same on every run (Steele, Lea and Flood's SplitMix64).
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}
