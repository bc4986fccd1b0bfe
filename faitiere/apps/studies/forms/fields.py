"""The fields of `lib.form_fields`, under the name the forms of studies know them by."""

from faitiere.lib.form_fields import DecimalField, EurosField, WholeField, decimal_of, written

__all__ = ["DecimalField", "EurosField", "WholeField", "decimal_of", "written"]
