"""Rehearsal: a scripted partner for practising a hard conversation, and feedback on what was said.

Pure and integer throughout: the same record gives the same bytes on every machine.
"""
