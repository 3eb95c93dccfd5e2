"""Paper and files to take away: one-page PDFs and calendar files, made offline."""
