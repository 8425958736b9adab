namespace Parlance.Dialects.Hosting.Authentication;

/// <summary>Metadata of an endpoint behind <see cref="Bearer.RequireIdentity"/>, for its description.</summary>
public sealed class NeedsToken
{
    public static readonly NeedsToken Instance = new();

    private NeedsToken()
    {
    }
}
