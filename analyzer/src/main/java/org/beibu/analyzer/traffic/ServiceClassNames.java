package org.beibu.analyzer.traffic;

import java.util.List;

/**
 * Names of service classes by number, as the configuration gives them now. A number without a name
 * (of a class that was taken out of the configuration) is shown as the number.
 *
 * @param names the name of number 0, 1, ...
 */
public record ServiceClassNames(List<String> names) {

    public ServiceClassNames {
        names = List.copyOf(names);
    }

    /** The name of a class. */
    public String of(int serviceClass) {
        return serviceClass < names.size()
                ? names.get(serviceClass)
                : Integer.toString(serviceClass);
    }
}
