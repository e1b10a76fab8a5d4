//! From bytes to drafts: files, folders, standard input, JSON lines.
