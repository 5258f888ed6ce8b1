"""Use cases, each once; commands, prompter, page and daemon only call them."""
