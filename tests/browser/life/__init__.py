"""A whole life in the city, one chapter a module; ``stage`` has what each of them needs."""
