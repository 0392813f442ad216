# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The law of registration (Bundesmeldegesetz) that is more than data: one function a rule, its norm in the docstring.

Nothing here decides about anybody. The rules choose questions, texts and marks for the clerk; the clerk decides
(BMG § 23 Abs. 1). ``docs/registration.md`` says what is asked when.
"""
