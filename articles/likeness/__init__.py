"""Which pieces are like one another, by the words that they are made of.

``words`` takes a text apart, ``weighing`` says how much each of its words tells, ``ranking`` asks
the database which pieces share what tells most. ``articles.actions.likeness`` keeps it true;
``tests/benchmarks/measure_likeness.py`` measures it.
"""
