//! A real client: Neovim with the configuration that `docs/editors.md` shows.

use std::path::Path;
use std::process::Command;

use crate::common::{Desk, root};

/// A faulty draft with a character that is two units of UTF-16.
const DRAFT: &str = "𠮷町南院從3月4日動工，4月2日完工，前後用了39天。\n";

/// Waits for the finding, takes the first action at it, waits until nothing is found; says what it saw.
const STEPS: &str = r"
local function wait(what, done)
  if not vim.wait(30000, done, 20) then
    io.stdout:write('no ' .. what .. '\n')
    vim.cmd('cquit 3')
  end
end
local function found() return vim.diagnostic.get(0) end
wait('finding', function() return #found() == 1 end)
local it = found()[1]
io.stdout:write(table.concat({ it.lnum, it.col, it.end_col, it.severity, it.code or '' }, ' ') .. '\n')
vim.ui.select = function(items, _, choose) choose(items[1], 1) end
vim.api.nvim_win_set_cursor(0, { 1, it.col })
vim.lsp.buf.code_action()
wait('correction', function() return vim.bo.modified end)
wait('clean draft', function() return #found() == 0 end)
vim.cmd('write')
";

/// The first block of Lua on a page.
fn configuration(page: &str) -> &str {
    let block = page.split("\n```lua\n").nth(1).unwrap();
    block.split("\n```").next().unwrap()
}

#[test]
fn neovim_finds_and_corrects() {
    if Command::new("nvim").arg("--version").output().is_err() {
        eprintln!("left out: no nvim");
        return;
    }
    let page = std::fs::read_to_string(root().join("docs/editors.md")).unwrap();
    let desk = Desk::new()
        .with("init.lua", configuration(&page))
        .with("steps.lua", STEPS)
        .with("南院.txt", DRAFT);
    let programs = Path::new(env!("CARGO_BIN_EXE_heshu")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let ran = Command::new("nvim")
        .args(["--headless", "--clean", "-u", "init.lua", "-c", "filetype on"])
        .args(["南院.txt", "-c", "luafile steps.lua", "-c", "qa!"])
        .current_dir(desk.path(""))
        .env("PATH", format!("{}:{path}", programs.display()))
        .env("HOME", desk.path(""))
        .env("XDG_STATE_HOME", desk.path("state"))
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&ran.stdout);
    let err = String::from_utf8_lossy(&ran.stderr);
    assert_eq!((ran.status.code(), out.trim()), (Some(0), "0 62 67 1 date/duration"), "{err}");
    let corrected = std::fs::read_to_string(desk.path("南院.txt")).unwrap();
    assert_eq!(corrected, DRAFT.replace("39天", "30天"));
    assert_eq!(desk.run("check 南院.txt").status, 0);
}
