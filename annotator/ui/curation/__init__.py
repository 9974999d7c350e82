"""Where disagreements between reviewers are settled: cases, groups, policies, casebook, reports, feedback."""
