namespace Parlance.Dialects.Hosting.Limits;

/// <summary>What a request costs the server, roughly; each class has a limit of its own.</summary>
public enum RouteClass
{
    /// <summary>Clients poll these; the limit is generous.</summary>
    Read,

    Write,
}
