from django.db import models

from faitiere.lib.tenancy import TenantModel


class SearchWord(TenantModel):
    """A word that leads to something: a case found by the surname of one of its people, by a street, by its number.

    `source` is the row the word was read from (a person, a home, the case itself), so that a person who changes its
    name, or is erased, is followed everywhere at once. Plain ids, no foreign key: this index is below every app.
    """

    id = None
    pk = models.CompositePrimaryKey("territory", "word", "target", "source")
    kind = models.CharField("nature de ce qui est trouvé", max_length=12)
    target = models.UUIDField("trouvé")
    source = models.UUIDField("origine du mot")
    word = models.CharField("mot", max_length=40)

    class Meta:
        verbose_name = "mot de la recherche"
        verbose_name_plural = "mots de la recherche"
        indexes = [
            models.Index(fields=["source"], name="search_by_source"),
            models.Index(fields=["target"], name="search_by_target"),
        ]


class SearchSpelling(TenantModel):
    """A word of the index and one of its misspellings: the same word, one letter left out (see `rules.spellings`)."""

    id = None
    pk = models.CompositePrimaryKey("territory", "spelling", "word")
    spelling = models.CharField("graphie", max_length=8)
    word = models.CharField("mot", max_length=40)

    class Meta:
        verbose_name = "graphie approchée"
        verbose_name_plural = "graphies approchées"
