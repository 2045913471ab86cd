namespace Damon.Model.Secrets;

/// <summary>What is known of a value by its name.</summary>
internal enum SecretKind
{
    /// <summary>It is no secret.</summary>
    None,

    /// <summary>It is one, unless it tells where one is kept.</summary>
    UnlessAPath,

    /// <summary>It is one.</summary>
    Always,
}
