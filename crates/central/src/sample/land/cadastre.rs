//! Sheets and numbers of lots, as a cadastre gives them: sheet by sheet, from the north-west to the
//! south-east, with the number that a lot had in its former commune.

use std::collections::BTreeMap;

use trucban_domain::FormerLot;

use super::super::draw::Draw;
use super::ground::Ground;
use super::quarter::Used;
use super::recipe::Recipe;

/// Lots this close to north and south of each other are in one row.
const ROW_M: f64 = 24.0;
const BLOCK_ROW_M: f64 = 130.0;
/// A quarter that ends with fewer on the sheet shares the sheet with the next one.
const LEAST_LOTS: usize = 80;
/// So many sheets in a hundred were measured after the wards were merged.
const MEASURED_ANEW_PERCENT: u32 = 12;
/// On so many sheets in a hundred the numbers stayed.
const NUMBERS_STAYED_PERCENT: u32 = 40;

/// A lot with its number.
#[derive(Debug)]
pub(super) struct Numbered<'g> {
    pub(super) lot: &'g Used,
    /// Position of its quarter among the settled ones.
    pub(super) quarter: usize,
    pub(super) sheet: u32,
    pub(super) number: u32,
    pub(super) former: Option<FormerLot>,
}

/// Numbers the lots of a ward.
pub(super) fn number<'g>(ground: &'g Ground, recipe: &Recipe, draw: &Draw) -> Vec<Numbered<'g>> {
    let mut sheets = Sheets { ground, recipe, draw, full_at: 0, former: BTreeMap::new(), of: 0 };
    sheets.full_at = sheets.size();
    let mut done = Vec::new();
    let mut open: Vec<(&Used, usize)> = Vec::new();
    for (quarter, settled) in ground.settled.iter().enumerate() {
        let mut blocks: Vec<_> = settled.quarter.blocks.iter().collect();
        blocks.sort_by_key(|block| reading_order(&block.land, BLOCK_ROW_M));
        for block in blocks {
            open.extend(block.lots.iter().map(|lot| (lot, quarter)));
            if open.len() >= sheets.full_at {
                sheets.close(&mut open, &mut done);
            }
        }
        if open.len() >= LEAST_LOTS {
            sheets.close(&mut open, &mut done);
        }
    }
    sheets.close(&mut open, &mut done);
    done
}

/// Rows from the north, in each from the west.
#[expect(clippy::cast_possible_truncation, reason = "metres within a ward")]
fn reading_order(land: &Used, row_m: f64) -> (i64, i64) {
    let [east, north] = land.piece.middle();
    (-(north / row_m).floor() as i64, (east * 100.0) as i64)
}

struct Sheets<'g, 'r> {
    ground: &'g Ground,
    recipe: &'r Recipe,
    draw: &'r Draw,
    full_at: usize,
    /// Sheets of each former commune.
    former: BTreeMap<&'g str, u32>,
    of: u32,
}

impl<'g> Sheets<'g, '_> {
    fn size(&self) -> usize {
        let [least, most] = self.recipe.sheet_lots;
        usize::try_from(self.draw.between(least, most)).unwrap_or(LEAST_LOTS)
    }

    fn close(&mut self, open: &mut Vec<(&'g Used, usize)>, done: &mut Vec<Numbered<'g>>) {
        let Some((first, _)) = open.first() else { return };
        self.of += 1;
        self.full_at = self.size();
        let ground = self.ground;
        let commune = ground.commune(first.piece.middle());
        let mut former = commune.map(|centre| {
            let count = self.former.entry(&centre.commune).or_default();
            *count += 1;
            (centre.commune.clone(), *count)
        });
        let shift = if self.draw.falls(NUMBERS_STAYED_PERCENT) { 0 } else { self.draw.below(40) };
        let anew = self.draw.falls(MEASURED_ANEW_PERCENT);
        if anew || ground.centres.len() < 2 {
            former = None;
        }
        open.sort_by_key(|(lot, _)| reading_order(lot, ROW_M));
        let repeats = u64::from(self.of).is_multiple_of(self.recipe.repeat_every_sheets);
        let last = open.len();
        for ((lot, quarter), place) in open.drain(..).zip(1_u32..) {
            // A slip of the pen that nobody has corrected.
            let slip = repeats && place as usize == last && place > 1;
            let number = if slip { place - 1 } else { place };
            let former = former.as_ref().map(|(commune, sheet)| FormerLot {
                commune: commune.clone(),
                sheet: *sheet,
                number: number + u32::try_from(shift).unwrap_or(0),
            });
            done.push(Numbered { lot, quarter, sheet: self.of, number, former });
        }
    }
}
