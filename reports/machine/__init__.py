"""What other programs read: SARIF, JUnit XML, GitHub annotations and summaries, GitLab code quality."""
