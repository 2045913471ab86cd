namespace Damon.Contracts.Rest.Advising;

/// <summary>What a session's idle memory suggests. Nothing is changed by it.</summary>
/// <param name="Advice">What its data carries, the weightiest first.</param>
/// <param name="Remark">What is missing for more, or that nothing stands out, as a sentence; null when there is nothing to add.</param>
public sealed record AdviceAnswer(IReadOnlyList<Advice> Advice, string? Remark = null);
