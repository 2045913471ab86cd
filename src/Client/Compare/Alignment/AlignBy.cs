namespace Damon.Client.Compare.Alignment;

/// <summary>What of A and B is put on one height.</summary>
public enum AlignBy
{
    /// <summary>Equal addresses.</summary>
    Address,

    /// <summary>Mappings of one name, heap with heap and libc with libc, wherever they lie.</summary>
    Mapping,
}
