namespace Damon.Server.Problems;

/// <summary>A value, or the problem that stood in its way.</summary>
/// <typeparam name="T">The value's type.</typeparam>
internal readonly record struct Outcome<T>(T? Value, Problem? Problem)
    where T : class
{
    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Problem problem) => new(null, problem);
}
