"""Great Expectations, imported here and nowhere else: quietly, and without what no rule of ours uses.

Importing it loads ``scipy.stats`` and ``altair``, 1.2 s and 77 MB a process (measured November 2026 on GX 1.24.1), which only its
KL-divergence and Kolmogorov-Smirnov expectations touch. Both are made placeholders first, that become the real module at the first use.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from importlib.machinery import ModuleSpec
from threading import RLock
from types import ModuleType

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")  # decision 9; read when a context is made


class Postponed(ModuleType):
    """Stands in ``sys.modules`` for a module that is loaded when something of it is asked for.

    ``importlib.util.LazyLoader`` does not serve: the import statement itself looks at the module's ``__spec__``, and that loads it.
    """

    def __init__(self, spec: ModuleSpec) -> None:
        super().__init__(spec.name)
        self.__spec__ = spec
        self.__file__ = spec.origin

    def __getattr__(self, name: str) -> object:
        with _LOADING:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
            real = importlib.import_module(self.__name__)
        return getattr(real, name)


_LOADING = RLock()


def postpone(name: str) -> None:
    """Put a placeholder for module ``name`` in place, unless it is loaded or not installed."""
    spec = None if name in sys.modules else importlib.util.find_spec(name)
    if spec is not None:
        sys.modules[name] = Postponed(spec)


for _name in ("scipy.stats", "altair"):
    postpone(_name)

import great_expectations as gx  # noqa: E402 - after the placeholders
from great_expectations import ExpectationSuite  # noqa: E402
from great_expectations.data_context.types.base import (  # noqa: E402
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.exceptions.exceptions import GreatExpectationsError  # noqa: E402
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine  # noqa: E402
from great_expectations.expectations.expectation import (  # noqa: E402
    ColumnMapExpectation,
    ColumnPairMapExpectation,
    Expectation,
    MulticolumnMapExpectation,
)
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration  # noqa: E402
from great_expectations.expectations.registry import (  # noqa: E402
    get_expectation_impl,
    list_registered_expectation_implementations,
)

__all__ = [
    "ColumnMapExpectation",
    "ColumnPairMapExpectation",
    "DataContextConfig",
    "Expectation",
    "ExpectationConfiguration",
    "ExpectationSuite",
    "GreatExpectationsError",
    "InMemoryStoreBackendDefaults",
    "MulticolumnMapExpectation",
    "PandasExecutionEngine",
    "ProgressBarsConfig",
    "get_expectation_impl",
    "gx",
    "list_registered_expectation_implementations",
]
