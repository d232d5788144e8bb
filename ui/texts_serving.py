"""Every Dutch word of serving: the API, other assistants, processes, the engine, backups; it knows no answers."""

# --- the engine ---

# --- answering processes ---

# --- the API and other assistants ---

# --- watching ---

# --- backups ---

# --- load tests ---
