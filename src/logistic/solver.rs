//! The solvers, by name.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Error, Result};

/// How the objective is minimised. Linfa and Sparse reach the same weights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Solver {
    /// Stochastic gradient descent with dropout, on the sparse matrix: near the minimum, in a tenth of the time, and with
    /// weights that hold up better on unseen sites. It penalises the weights of neighbours' features more than alpha says.
    #[default]
    Adagrad,
    /// linfa-logistic's `MultiLogisticRegression`, on a dense copy of the matrix. It needs 8 bytes and some time for every
    /// paragraph and column, zeros included, and takes no weights of labels or paragraphs.
    Linfa,
    /// Newton's method with conjugate gradients, on the sparse matrix, to the exact minimum.
    Sparse,
}

impl Solver {
    /// Every solver.
    pub const ALL: [Solver; 3] = [Solver::Adagrad, Solver::Linfa, Solver::Sparse];

    /// The solver's name, as files and the command line spell it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Solver::Adagrad => "adagrad",
            Solver::Linfa => "linfa",
            Solver::Sparse => "sparse",
        }
    }
}

impl fmt::Display for Solver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Solver {
    type Err = Error;

    /// Takes exactly the names that [`Solver::name`] gives.
    fn from_str(name: &str) -> Result<Solver> {
        let named = Solver::ALL.into_iter().find(|solver| solver.name() == name);
        named.ok_or_else(|| {
            let names = Solver::ALL.map(Solver::name).join(", ");
            Error::param("solver", format!("{name:?}"), format!("one of {names}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solvers_read_back() {
        for solver in Solver::ALL {
            assert_eq!(solver.to_string().parse::<Solver>().unwrap(), solver);
            let json = serde_json::to_string(&solver).unwrap();
            assert_eq!(json, format!("\"{solver}\""));
        }
        assert!("Linfa".parse::<Solver>().is_err());
    }
}
