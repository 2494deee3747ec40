//! Which lender lends on which project, and with which firm: the office's own list (楼盘准入, 合作机构).

use crate::date::Date;
use crate::error::{Error, ErrorCode, shown};
use crate::money::Money;
use crate::product::Name;
use crate::words::closed;

/// One line of the list: a lender lends on a project, works with a firm, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admission {
    /// The lender, by its Chinese or its English name in the pack.
    pub institution: String,
    /// On which project (楼盘); `None` is on any.
    pub project: Option<String>,
    /// With which developer or agency; `None` is with any.
    pub firm: Option<String>,
    /// From when on.
    pub since: Date,
    /// The last day; `None` while no end is known.
    pub until: Option<Date>,
    /// How much it lends on it in all; `None` while no bound is known.
    pub quota: Option<Money>,
    /// How much of that is used up.
    pub used: Option<Money>,
}

/// Where a household buys, and through whom: what the list is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Site<'a> {
    /// The project.
    pub project: Option<&'a str>,
    /// The developer or the agency.
    pub firm: Option<&'a str>,
}

closed! {
    /// How a lender stands to a project and a firm.
    pub enum Standing ("standing of a lender") {
        /// It lends there.
        Admitted "admitted" "已准入",
        /// What it lends there is used up, or less than is asked.
        Exhausted "exhausted" "额度不足",
        /// It lent there until an earlier day, or will from a later one.
        NotNow "not_now" "不在准入期内",
        /// It is not on the list.
        NotListed "not_listed" "未准入",
    }
}

/// How a lender stands, and by which line of the list: since when it lends there, and how much is left, stands on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand<'p> {
    /// How it stands.
    pub standing: Standing,
    /// The line that says so; `None` where none does.
    pub line: Option<&'p Admission>,
}

/// The whole list.
///
/// ```
/// use anjieflow::product::{Pack, ProductId};
/// use anjieflow::relations::{Admission, Panel, Site, Standing};
/// use anjieflow::{Date, Money};
///
/// let panel = Panel::new(vec![Admission {
///     institution: "中信银行".into(),
///     project: Some("试验花园一期".into()),
///     firm: None,
///     since: Date::new(2026, 1, 5)?,
///     until: None,
///     quota: Some(Money::from_yuan(50_000_000)?),
///     used: Some(Money::from_yuan(49_500_000)?),
/// }])?;
/// let lender = &Pack::builtin().product(&ProductId::CITIC_MORTGAGE).unwrap().institution;
/// let site = Site { project: Some("试验花园一期"), firm: None };
/// let day = Date::new(2026, 3, 2)?;
/// let stands = |yuan| Ok(panel.standing(lender, site, Money::from_yuan(yuan)?, day));
/// assert_eq!(stands(400_000)?.standing, Standing::Admitted);
/// let short = stands(600_000)?;
/// assert_eq!(short.standing, Standing::Exhausted);
/// assert_eq!(short.line.and_then(Admission::left), Some(Money::from_yuan(500_000)?));
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Panel {
    lines: Vec<Admission>,
}

impl Panel {
    /// A list of these lines.
    ///
    /// # Errors
    ///
    /// By its place in the list: `Empty` for a line that names neither a project nor a firm, `OutOfRange` for one that ends
    /// before it begins, or of which more is used than there is.
    pub fn new(lines: Vec<Admission>) -> Result<Self, Error> {
        for (index, line) in lines.iter().enumerate() {
            line.check().map_err(|error| error.at(format!("[{index}]")))?;
        }
        Ok(Self { lines })
    }

    /// The lines, as they were given.
    #[must_use]
    pub fn lines(&self) -> &[Admission] {
        &self.lines
    }

    /// How a lender stands to a project and a firm, for so much on a day: the best that a line says. Each of the two that is
    /// named must be on a line of the lender; one line may name both. Where both are named and the lender's lines speak of
    /// projects alone, the firm is not asked for, nor the project where they speak of firms alone. A line of the whole lender
    /// holds for its branches.
    #[must_use]
    pub fn standing(&self, institution: &Name, site: Site<'_>, amount: Money, day: Date) -> Stand<'_> {
        let own = || self.lines.iter().filter(|line| institution.is_part_of(&line.institution));
        let asks_project = site.firm.is_none() || own().next().is_none() || own().any(|line| line.project.is_some());
        let asks_firm = site.project.is_none() || own().any(|line| line.firm.is_some());
        let best = |is_about: &dyn Fn(&Admission) -> bool| {
            let stands = own().filter(|line| is_about(line)).map(|line| line.stand(amount, day));
            stands.min_by_key(|it| it.standing).unwrap_or(Stand { standing: Standing::NotListed, line: None })
        };
        let of_project = site.project.filter(|_| asks_project);
        let of_project =
            of_project.map(|project| best(&|line| line.names_project(project) && line.takes_firm(site.firm)));
        let of_firm = site.firm.filter(|_| asks_firm);
        let of_firm = of_firm.map(|firm| best(&|line| line.names_firm(firm) && line.takes_project(site.project)));
        // The worse of the two decides, of equals the project; where neither is named nothing stands against the lender.
        let worse = of_firm.into_iter().chain(of_project).max_by_key(|it| it.standing);
        worse.unwrap_or(Stand { standing: Standing::Admitted, line: None })
    }
}

impl Admission {
    /// How much is left; `None` while no bound is known.
    #[must_use]
    pub fn left(&self) -> Option<Money> {
        let used = self.used.unwrap_or(Money::ZERO);
        self.quota.and_then(|quota| quota.checked_sub(used).ok())
    }

    fn stand(&self, amount: Money, day: Date) -> Stand<'_> {
        let suffices = || self.left().is_none_or(|left| left >= amount);
        let standing = match (self.since..=self.until.unwrap_or(Date::MAX)).contains(&day) {
            false => Standing::NotNow,
            true if suffices() => Standing::Admitted,
            true => Standing::Exhausted,
        };
        Stand { standing, line: Some(self) }
    }

    fn names_project(&self, project: &str) -> bool {
        self.project.as_deref() == Some(project)
    }

    fn names_firm(&self, firm: &str) -> bool {
        self.firm.as_deref() == Some(firm)
    }

    /// A line without a firm is for whoever sells.
    fn takes_firm(&self, firm: Option<&str>) -> bool {
        self.firm.is_none() || self.firm.as_deref() == firm
    }

    fn takes_project(&self, project: Option<&str>) -> bool {
        self.project.is_none() || self.project.as_deref() == project
    }

    fn check(&self) -> Result<(), Error> {
        if self.project.is_none() && self.firm.is_none() {
            let what = format!("the line of {} names neither a project nor a firm", shown(&self.institution));
            return Err(Error::new(ErrorCode::Empty, what).at("project").help("name the project, the firm, or both"));
        }
        if let Some(until) = self.until.filter(|until| *until < self.since) {
            let what = format!("it ends on {until}, before it begins on {}", self.since);
            return Err(Error::new(ErrorCode::OutOfRange, what).at("until").help("give a later day, or none"));
        }
        match (self.quota, self.used) {
            (Some(quota), Some(used)) if used > quota => {
                let what = format!("{used} are used of {quota}");
                Err(Error::new(ErrorCode::OutOfRange, what).at("used_fen").help("check both amounts"))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::product::{Pack, ProductId};

    fn line(project: Option<&str>, firm: Option<&str>) -> Admission {
        Admission {
            institution: lender().en.to_string(),
            project: project.map(str::to_owned),
            firm: firm.map(str::to_owned),
            since: day("2026-01-05"),
            until: Some(day("2026-06-30")),
            quota: None,
            used: None,
        }
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn lender() -> &'static Name {
        &Pack::builtin().product(&ProductId::CITIC_MORTGAGE).unwrap().institution
    }

    fn standing(lines: Vec<Admission>, project: Option<&str>, firm: Option<&str>, on: &str) -> Standing {
        let panel = Panel::new(lines).unwrap();
        panel.standing(lender(), Site { project, firm }, Money::from_yuan(500_000).unwrap(), day(on)).standing
    }

    #[test]
    fn what_no_line_of_a_lender_names_is_not_asked() {
        let project = || vec![line(Some("花园"), None)];
        assert_eq!(standing(project(), Some("花园"), Some("别家"), "2026-03-02"), Standing::Admitted);
        assert_eq!(standing(project(), Some("新城"), Some("别家"), "2026-03-02"), Standing::NotListed);
        assert_eq!(standing(project(), None, Some("别家"), "2026-03-02"), Standing::NotListed);
        let firm = || vec![line(None, Some("安居"))];
        assert_eq!(standing(firm(), Some("新城"), Some("安居"), "2026-03-02"), Standing::Admitted);
        assert_eq!(standing(firm(), Some("新城"), None, "2026-03-02"), Standing::NotListed);
        assert_eq!(standing(Vec::new(), Some("新城"), None, "2026-03-02"), Standing::NotListed);
        let used_up = Admission { quota: Some(Money::ZERO), ..line(Some("花园"), None) };
        assert_eq!(standing(vec![used_up], Some("花园"), Some("别家"), "2026-03-02"), Standing::Exhausted);
    }

    #[test]
    fn a_line_of_the_whole_lender_holds_for_its_branches() {
        let panel = Panel::new(vec![Admission { institution: "中信银行".into(), ..line(Some("花园"), None) }]).unwrap();
        let branch = &Pack::builtin().product(&ProductId::CITIC_JINAN_NEW).unwrap().institution;
        assert_eq!(branch.zh, "中信银行（济南）");
        let site = Site { project: Some("花园"), firm: None };
        let stands = panel.standing(branch, site, Money::ZERO, day("2026-03-02"));
        assert_eq!((stands.standing, stands.line.map(|it| it.since)), (Standing::Admitted, Some(day("2026-01-05"))));
    }

    #[test]
    fn a_lender_lends_where_a_line_says_so_and_while_it_does() {
        let lines = || vec![line(Some("花园"), None), line(None, Some("安居"))];
        for (project, firm, on, expected) in [
            (Some("花园"), None, "2026-01-05", Standing::Admitted),
            (Some("花园"), None, "2026-01-04", Standing::NotNow),
            (Some("花园"), None, "2026-07-01", Standing::NotNow),
            (Some("新城"), None, "2026-03-02", Standing::NotListed),
            (None, Some("安居"), "2026-06-30", Standing::Admitted),
            (Some("花园"), Some("安居"), "2026-03-02", Standing::Admitted),
            (Some("新城"), Some("安居"), "2026-03-02", Standing::NotListed),
            (Some("花园"), Some("别家"), "2026-03-02", Standing::NotListed),
            (None, None, "2026-03-02", Standing::Admitted),
        ] {
            assert_eq!(standing(lines(), project, firm, on), expected, "{project:?} {firm:?} {on}");
        }
        let together = vec![line(Some("花园"), Some("安居"))];
        assert_eq!(standing(together.clone(), Some("花园"), Some("安居"), "2026-03-02"), Standing::Admitted);
        assert_eq!(standing(together, Some("花园"), Some("别家"), "2026-03-02"), Standing::NotListed);
    }

    #[test]
    fn the_best_line_counts() {
        let used_up = Admission { quota: Some(Money::ZERO), ..line(Some("花园"), None) };
        assert_eq!(standing(vec![used_up.clone()], Some("花园"), None, "2026-03-02"), Standing::Exhausted);
        let both = vec![used_up, line(Some("花园"), None)];
        assert_eq!(standing(both, Some("花园"), None, "2026-03-02"), Standing::Admitted);
    }

    #[test]
    fn a_line_that_cannot_be_is_named() {
        let ended = Admission { until: Some(day("2026-01-01")), ..line(Some("花园"), None) };
        let overused =
            Admission { quota: Some(Money::ZERO), used: Money::from_yuan(1).ok(), ..line(Some("花园"), None) };
        for (wrong, code, place) in [
            (line(None, None), ErrorCode::Empty, "[1].project"),
            (ended, ErrorCode::OutOfRange, "[1].until"),
            (overused, ErrorCode::OutOfRange, "[1].used_fen"),
        ] {
            let error = Panel::new(vec![line(Some("花园"), None), wrong]).unwrap_err();
            assert_eq!((error.code(), error.place()), (code, Some(place)), "{error}");
        }
    }
}
