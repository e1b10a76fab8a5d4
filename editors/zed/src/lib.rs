//! Starts `heshu lsp` for Zed.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{
    Command, Extension, LanguageServerId, Result, Worktree, register_extension, serde_json,
};

struct Heshu;

impl Extension for Heshu {
    fn new() -> Self {
        Self
    }

    /// The program that is set under `lsp.heshu.binary`, or the one in `PATH`.
    fn language_server_command(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Command> {
        let set = LspSettings::for_worktree(id.as_ref(), worktree)?.binary;
        let set = set.and_then(|binary| binary.path);
        let command = set.or_else(|| worktree.which("heshu")).ok_or(
            "没有找到 heshu。先在核数的源码里运行 cargo install --path . ,或在 lsp.heshu.binary.path 里写明它的位置。",
        )?;
        Ok(Command { command, args: vec!["lsp".to_owned()], env: worktree.shell_env() })
    }

    fn language_server_workspace_configuration(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<serde_json::Value>> {
        Ok(LspSettings::for_worktree(id.as_ref(), worktree)?.settings)
    }
}

register_extension!(Heshu);
