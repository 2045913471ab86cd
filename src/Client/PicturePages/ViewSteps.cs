using Microsoft.AspNetCore.Components;

namespace Damon.Client.PicturePages;

/// <summary>Keeps the page's address and the view the same: views one has moved to are steps in the browser's history.</summary>
/// <param name="navigation">The browser's address.</param>
public sealed class ViewSteps(NavigationManager navigation)
{
    private string _written = "";

    /// <summary>Steps that can be gone back within this page.</summary>
    public int Depth { get; private set; }

    /// <summary>The query of the address as it is now, with its question mark; empty when there is none.</summary>
    public string Query => new Uri(navigation.Uri).Query;

    /// <summary>Writes a query's values into the address; those that are null are taken out of it.</summary>
    /// <param name="query">Values by name.</param>
    /// <param name="step">Whether one can go back from it to the view before.</param>
    public void Write(IReadOnlyDictionary<string, object?> query, bool step)
    {
        var address = navigation.GetUriWithQueryParameters(query);
        if (address == navigation.Uri)
        {
            return;
        }

        Depth += step ? 1 : 0;
        _written = address;
        navigation.NavigateTo(address, replace: !step);
    }

    /// <summary>Whether the address has changed otherwise than by <see cref="Write"/>: back, forward, or a link.</summary>
    public bool IsForeign(string location)
    {
        if (location == _written)
        {
            return false;
        }

        _written = location;
        Depth = Math.Max(0, Depth - 1);
        return true;
    }
}
