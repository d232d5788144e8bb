"""Every Dutch word that an evaluator reads: of the terminal and of the report; it knows no figures."""

# --- running and comparing ---


# --- checking and adding gold ---


# --- the names of measures ---


# --- the report ---


# --- exchange and peers ---


# --- robustness ---
