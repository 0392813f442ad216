# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Guided forms from files: questions with branches, groups and legal texts, checked answers, a record at the end.

Nothing in here knows what a form is about.
"""
