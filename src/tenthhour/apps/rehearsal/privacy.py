"""What the rehearsal app keeps: nothing about anybody."""

from tenthhour.apps.org.privacy.kept import Kept, declare

declare(Kept("rehearsal.RunCount", "How often a scenario was rehearsed in a month; it names nobody"))
