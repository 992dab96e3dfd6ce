"""The editors' page: an Arabic report to read, its exports and its morning mail. Pure: everything comes in through ReportData."""

from rasid.report.data import HERE, Coverage, Edit, Health, ReportData, Trend, WaivedItem
from rasid.report.page import render
from rasid.report.sections import SECTIONS

__all__ = ["HERE", "SECTIONS", "Coverage", "Edit", "Health", "ReportData", "Trend", "WaivedItem", "render"]
