namespace Damon.Client.Compare.Numbers;

/// <summary>A line of the table of numbers.</summary>
/// <param name="Name">What it is.</param>
/// <param name="A">Of A.</param>
/// <param name="B">Of B.</param>
/// <param name="Difference">A less B, with what that is of B where it says something.</param>
public sealed record NumberRow(string Name, string A, string B, string Difference);
