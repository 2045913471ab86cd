namespace Damon.Model.Monitoring;

/// <summary>One fault of a request.</summary>
/// <param name="Field">The field in JSON spelling, from the root of the attributes: <c>minRegions</c>, <c>intervalsGoal.accessBp</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public readonly record struct FieldError(string Field, string Message);
