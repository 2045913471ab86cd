using Microsoft.AspNetCore.Components;

namespace Damon.Client.Sessions;

/// <summary>Keeps the page's address and the view the same: views one has moved to are steps in the browser's history.</summary>
/// <param name="navigation">The browser's address.</param>
public sealed class ViewSteps(NavigationManager navigation)
{
    private string _written = "";

    /// <summary>Steps that can be gone back within this page.</summary>
    public int Depth { get; private set; }

    /// <summary>What the address says now.</summary>
    public ViewSettings Read() => ViewSettings.Parse(new Uri(navigation.Uri).Query);

    /// <summary>Writes the view into the address.</summary>
    /// <param name="settings">The view.</param>
    /// <param name="step">Whether one can go back from it to the view before.</param>
    public void Write(ViewSettings settings, bool step) => Write(settings.Query(), step);

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

    /// <summary>Whether the address has changed otherwise than by <see cref="Write(IReadOnlyDictionary{string, object?}, bool)"/>: back, forward, or a link.</summary>
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
