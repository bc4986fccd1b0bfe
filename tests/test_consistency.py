"""House rules as tests: they need no reviewer."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "faitiere"
# Lower imports from higher: foreign keys go down only, like imports.
LAYERS = [
    "search",
    "audit",
    "territories",
    "accounts",
    "notifications",
    "contacts",
    "buildings",
    "cases",
    "local_aids",
    "legal",
    "assemblies",
    "studies",
    "reviews",
    "steering",
    "condominiums",
    "references",
    "directory",
    "events",
    "booking",
    "space",
    "portal",
]
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "manager", "data", "info"}
WRITES = re.compile(r"\.(save|create|update|delete|bulk_create|update_or_create|get_or_create)\(")
# Exceptions to the ceilings, each with its reason. The list may only shrink.
EXCEPTIONS = dict(
    line.split("\t", 1)
    for line in (ROOT / "tests" / "ceilings.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)


def sources() -> list[Path]:
    return [path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts]


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_modules_stay_under_four_hundred_lines():
    long = {short(path) for path in sources() if len(path.read_text(encoding="utf-8").splitlines()) > 400}
    assert long <= set(EXCEPTIONS)


def test_functions_stay_under_forty_lines_and_take_five_parameters_at_most():
    found = set()
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                count = (
                    len(node.args.args)
                    + len(node.args.kwonlyargs)
                    - (node.args.args[:1] != [] and node.args.args[0].arg in {"self", "cls", "request"})
                )
                if node.end_lineno - node.lineno + 1 > 40 or (count > 5 and "tests" not in path.parts):
                    found.add(f"{short(path)}:{node.name}")
    assert found <= set(EXCEPTIONS)


def test_templates_stay_under_a_hundred_and_twenty_lines():
    long = {short(path) for path in PACKAGE.rglob("*.html") if len(path.read_text(encoding="utf-8").splitlines()) > 120}
    assert long <= set(EXCEPTIONS)


def test_no_module_has_a_name_that_says_nothing():
    assert not {short(path) for path in sources() if path.stem in FORBIDDEN_NAMES}


def test_only_actions_write():
    """No write in views, forms, rules, permissions, template tags or exports."""
    readers = {"views", "forms", "rules", "permissions", "templatetags", "exports"}
    found = [
        f"{short(path)}: {line.strip()}"
        for path in (PACKAGE / "apps").rglob("*.py")
        if readers & {*path.parts, path.stem} and "tests" not in path.parts
        for line in path.read_text(encoding="utf-8").splitlines()
        if WRITES.search(line) and "hashlib" not in line and "form.save" not in line
    ]
    assert not found


def test_foreign_keys_go_down_only():
    up = []
    for model in apps.get_models():
        label = model._meta.app_label
        if label not in LAYERS:
            continue
        for field in model._meta.local_fields:
            if isinstance(field, ForeignKey) and field.related_model._meta.app_label in LAYERS:
                target = field.related_model._meta.app_label
                # Every tenant row points at its territory, the journal included.
                if field.name != "territory" and LAYERS.index(target) > LAYERS.index(label):
                    up.append(f"{model._meta.label}.{field.name} -> {target}")
    assert not up


def test_verbose_names_are_written_in_lower_case_french():
    wrong = [
        f"{model._meta.label}.{field.name}: {field.verbose_name}"
        for model in apps.get_models()
        if model.__module__.startswith("faitiere.")
        for field in model._meta.local_fields
        if str(field.verbose_name)[0].isupper() and not re.match(r"[A-Z]{2,}|ID", str(field.verbose_name))
    ]
    assert not wrong


@pytest.mark.parametrize("words", ['style="', "<script>", "onclick=", "javascript:"])
def test_no_template_needs_a_weaker_policy(words):
    found = [short(path) for path in PACKAGE.rglob("*.html") if words in path.read_text(encoding="utf-8")]
    assert not found


def test_leaving_the_scope_of_a_territory_stays_rare():
    """Each use is a reviewed decision: raise the count only with its reason."""
    uses = [
        f"{short(path)}:{number}"
        for path in sources()
        if path.name != "tenancy.py" and "tests" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "across_territories(" in line
    ]
    assert len(uses) <= 2, uses


def test_no_commented_out_work_is_left():
    words = re.compile(r"\b(TODO|FIXME|XXX)\b")
    assert not [short(path) for path in sources() if words.search(path.read_text(encoding="utf-8"))]


def test_no_machine_path_or_host_is_committed():
    secret = re.compile("/" + "work/|/" + "root/|pypi" + "-more")
    found = [short(path) for path in sources() if secret.search(path.read_text(encoding="utf-8"))]
    assert not found
